import { Document, isScalar, type ParsedNode, visit } from "yaml";

export type YamlData = string | number | readonly YamlData[] | { readonly [key: string]: YamlData };

/**
 * YAML text of plain data through the serializer, which quotes whatever would otherwise read as a tag, an alias or another
 * type. `comments` maps the text of a key or of a list item to the comment above it.
 */
export function yamlText(data: YamlData, comments: ReadonlyMap<string, string> = new Map()): string {
  const document = new Document<ParsedNode>(data, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (key === "value" || !isScalar(node) || typeof node.value !== "string") return;
      const comment = comments.get(node.value);
      if (comment !== undefined) node.commentBefore = comment;
    },
  });
  return document.toString({ lineWidth: 0 });
}
