import { Document, isMap, isScalar, isSeq, type ParsedNode, visit } from "yaml";

export type YamlData = string | number | boolean | readonly YamlData[] | { readonly [key: string]: YamlData };

/**
 * YAML text of plain data through the serializer, which quotes whatever would otherwise read as a tag, an alias or another
 * type. `comments` maps a text, of a list's item or of a key's value, to the comment above its line.
 */
export function yamlText(data: YamlData, comments: ReadonlyMap<string, string> = new Map()): string {
  const document = new Document<ParsedNode>(data, { aliasDuplicateObjects: false });
  const commentOn = (value: unknown) =>
    isScalar(value) && typeof value.value === "string" ? comments.get(value.value) : undefined;
  visit(document, {
    Scalar(key, node) {
      const comment = commentOn(node);
      if (comment !== undefined && typeof key === "number") node.commentBefore = comment;
    },
    Pair(_, pair, path) {
      const comment = commentOn(pair.value);
      if (comment === undefined) return;
      const [list, map] = path.slice(-2);
      // Above the dash, where the pair is the first of a list's item.
      if (isSeq(list) && isMap(map) && map.items[0] === pair) map.commentBefore = comment;
      else if (isScalar(pair.key)) pair.key.commentBefore = comment;
    },
  });
  return document.toString({ lineWidth: 0 });
}
