"use client";

import { Button } from "#app/_components/button.tsx";
import type { CodeFile } from "#app/_components/code-files.tsx";
import { downloadText } from "#app/_components/download-text.ts";
import { Icon } from "#app/_components/icon.tsx";

export function DownloadBoth({ files }: { files: CodeFile[] }) {
  return (
    <Button onClick={() => files.map(downloadText)}>
      <Icon name="down" />
      Download both
    </Button>
  );
}
