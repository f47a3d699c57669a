import { child, entriesOf, entryAt, mapsOf, type Tree, textOf } from "../formats/tree.ts";
import type { Found, Source } from "../found-values.ts";
import { isIngressNginx, readIngressNginx } from "../proxies/ingress-nginx.ts";

/** The files that a manifest carries: the data of ConfigMaps, and the configs of a compose file. */
export function filesInManifest(tree: Tree, { file }: Source): readonly Source[] {
  const maps = [...mapsOf(tree)];
  const data = maps
    .filter(isConfigMap)
    .flatMap((map) => entriesOf((child(map, "data") ?? child(map, "stringData"))?.value));
  const configs = entriesOf(child(tree, "configs")?.value).flatMap(({ key, value }) => {
    const content = child(value, "content");
    return content === undefined ? [] : [{ ...content, key }];
  });
  const snippets = maps
    .flatMap((map) => entriesOf(child(map, "annotations")?.value))
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
    const data = child(map, "data");
    const name = textOf(entryAt(map, "metadata", "name")?.value) ?? "";
    const isOwn = data !== undefined && isIngressNginx(data.value, name);
    return isOwn ? readIngressNginx(data.value, file, data.line) : [];
  });
  const own = entryAt(tree, "ingress-nginx", "controller", "config");
  const values = own ?? entryAt(tree, "controller", "config");
  const isNamed = own !== undefined || /ingress-nginx|nginx-ingress/.test(as.slice(-200));
  return values === undefined || !(isNamed || isIngressNginx(values.value, ""))
    ? found
    : [...found, ...readIngressNginx(values.value, file, values.line)];
}

/** ConfigMaps and Secrets by name, for those who take variables from them. */
export const sharedVariables = (tree: Tree): readonly (readonly [string, Tree])[] =>
  [...mapsOf(tree)].filter(isConfigMap).flatMap((map) => {
    const name = textOf(entryAt(map, "metadata", "name")?.value);
    const data = (child(map, "data") ?? child(map, "stringData"))?.value;
    return name === undefined || data === undefined ? [] : [[name, data] as const];
  });

const isConfigMap = (map: Tree) =>
  /^(?:ConfigMap|Secret)$/.test(textOf(child(map, "kind")?.value) ?? "");

/** Shorter ones are single settings. */
const shortestFile = 16;
