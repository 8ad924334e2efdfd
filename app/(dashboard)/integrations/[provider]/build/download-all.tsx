"use client";

import { Button } from "#app/_components/button.tsx";
import type { CodeFile } from "#app/_components/code-files.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { saveBlob } from "#app/_components/save-blob.ts";

/** All files in their folders, packed here: nothing is asked of the server. */
export function DownloadAll({ name, files }: { name: string; files: CodeFile[] }) {
  const pack = async () => {
    const { zipFiles } = await import("#app/_components/zip-files.ts");
    saveBlob(await zipFiles(files), `${name}.zip`);
  };
  return (
    <Button onClick={pack}>
      <Icon name="down" />
      Download all
    </Button>
  );
}
