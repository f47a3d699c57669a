import { at, entriesOf, mapsOf, type Tree, textOf, under } from "../formats/tree.ts";
import type { Found, Source } from "../found-values.ts";
import { isIngressNginx, readIngressNginx } from "../proxies/ingress-nginx.ts";

/** The files that a manifest carries: the data of ConfigMaps, and the configs of a compose file. */
export function filesIn(tree: Tree, { file }: Source): readonly Source[] {
  const maps = [...mapsOf(tree)];
  const data = maps
    .filter(isConfigMap)
    .flatMap((map) => entriesOf((under(map, "data") ?? under(map, "stringData"))?.value));
  const configs = entriesOf(under(tree, "configs")?.value).flatMap(({ key, value }) => {
    const content = under(value, "content");
    return content === undefined ? [] : [{ ...content, key }];
  });
  const snippets = maps
    .flatMap((map) => entriesOf(under(map, "annotations")?.value))
    .filter(({ key }) => /^nginx\..{1,60}\/(?:server|configuration)-snippets?$/.test(key))
    .map((entry) => ({ ...entry, key: "snippet.nginx" }));
  return [...data, ...configs, ...snippets].flatMap(({ key, value }) =>
    value.kind === "scalar" && value.text.length > shortestFile
      ? [{ file, as: key, text: value.text, firstLine: value.contentLine }]
      : [],
  );
}

/** The ConfigMap of ingress-nginx and the values of its chart. */
export function ingressesIn(tree: Tree, { file, as }: Source): readonly Found[] {
  const maps = [...mapsOf(tree)].filter(isConfigMap);
  const found = maps.flatMap((map) => {
    const data = under(map, "data");
    const name = textOf(at(map, "metadata", "name")?.value) ?? "";
    const isOwn = data !== undefined && isIngressNginx(data.value, name);
    return isOwn ? readIngressNginx(data.value, file, data.line) : [];
  });
  const own = at(tree, "ingress-nginx", "controller", "config");
  const values = own ?? at(tree, "controller", "config");
  const isNamed = own !== undefined || /ingress-nginx|nginx-ingress/.test(as.slice(-200));
  return values === undefined || !(isNamed || isIngressNginx(values.value, ""))
    ? found
    : [...found, ...readIngressNginx(values.value, file, values.line)];
}

/** ConfigMaps and Secrets by name, for those who take variables from them. */
export const sharedIn = (tree: Tree): readonly (readonly [string, Tree])[] =>
  [...mapsOf(tree)].filter(isConfigMap).flatMap((map) => {
    const name = textOf(at(map, "metadata", "name")?.value);
    const data = (under(map, "data") ?? under(map, "stringData"))?.value;
    return name === undefined || data === undefined ? [] : [[name, data] as const];
  });

const isConfigMap = (map: Tree) =>
  /^(?:ConfigMap|Secret)$/.test(textOf(under(map, "kind")?.value) ?? "");

/** Shorter ones are single settings. */
const shortestFile = 16;
