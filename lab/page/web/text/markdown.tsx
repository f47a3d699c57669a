import { lexer, type Token, type Tokens } from "marked";
import type { ComponentChildren, VNode } from "preact";
import { unescaped } from "../../../workspace/rendering/characters.ts";
import { Link } from "./mrkdwn.tsx";

/** Markdown as elements. HTML in it shows as text: nothing is ever parsed as HTML. */
export const Markdown = ({ text }: { readonly text: string }) => (
  <div class="markdown">
    <All tokens={lexer(text)} />
  </div>
);

const All = ({ tokens = [] }: { readonly tokens?: readonly Token[] | undefined }) => (
  <>
    {tokens.map((token, index) => (
      <One key={index} token={token} />
    ))}
  </>
);

function One({ token }: { readonly token: Token }): ComponentChildren {
  const draw = drawings[token.type];
  return draw ? draw(token) : wordsOf(token);
}

type Draw = (token: Token) => ComponentChildren;

const inner = (token: Token): ComponentChildren =>
  "tokens" in token && token.tokens ? <All tokens={token.tokens} /> : wordsOf(token);

const wordsOf = (token: Token): string => ("text" in token ? plain(token.text) : token.raw);

const drawings: Readonly<Record<string, Draw>> = {
  space: () => null,
  heading: (token) => <Heading depth={(token as Tokens.Heading).depth}>{inner(token)}</Heading>,
  paragraph: (token) => <p>{inner(token)}</p>,
  text: inner,
  strong: (token) => <strong>{inner(token)}</strong>,
  em: (token) => <em>{inner(token)}</em>,
  del: (token) => <s>{inner(token)}</s>,
  codespan: (token) => <code>{plain((token as Tokens.Codespan).text)}</code>,
  code: (token) => <pre>{(token as Tokens.Code).text}</pre>,
  blockquote: (token) => <blockquote>{inner(token)}</blockquote>,
  hr: () => <hr />,
  br: () => <br />,
  html: (token) => token.raw,
  link: (token) => <Link url={(token as Tokens.Link).href} label={(token as Tokens.Link).text} />,
  image: (token) => (token as Tokens.Image).text,
  list: (token) => <List list={token as Tokens.List} />,
  table: (token) => <Table table={token as Tokens.Table} />,
};

function Heading({ depth, children }: { depth: number; children: ComponentChildren }): VNode {
  // The file stands inside of a message: its headings come below those of the page.
  if (depth === 1) return <h3>{children}</h3>;
  return depth === 2 ? <h4>{children}</h4> : <h5>{children}</h5>;
}

function List({ list }: { readonly list: Tokens.List }): VNode {
  const items = list.items.map((item, index) => (
    <li key={index}>
      {item.task ? (item.checked ? "☑ " : "☐ ") : ""}
      <All tokens={item.tokens.filter(({ type }) => type !== "checkbox")} />
    </li>
  ));
  return list.ordered ? <ol start={Number(list.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ table }: { readonly table: Tokens.Table }): VNode {
  const cells = (row: readonly Tokens.TableCell[], Cell: "th" | "td") => (
    <tr>
      {row.map((cell, index) => (
        <Cell key={index}>
          <All tokens={cell.tokens} />
        </Cell>
      ))}
    </tr>
  );
  return (
    <div class="table-scroll">
      <table>
        <thead>{cells(table.header, "th")}</thead>
        <tbody>{table.rows.map((row) => cells(row, "td"))}</tbody>
      </table>
    </div>
  );
}

// The lexer leaves the entities of the source as they are.
const plain = (text: string): string =>
  unescaped(text.replaceAll("&quot;", '"').replaceAll("&#39;", "'"));
