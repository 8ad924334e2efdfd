"use client";

import { PageError } from "#app/_components/page-error.tsx";
import "./globals.css";

/** When even the frame failed: a document of its own, in the system's theme. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · SikkerKey</title>
        <main id="main" className="page">
          <PageError error={error} retry={() => location.reload()} />
        </main>
      </body>
    </html>
  );
}
