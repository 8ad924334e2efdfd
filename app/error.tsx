"use client";

import { PageError } from "#app/_components/page-error.tsx";

export default function RootError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="main" className="page">
      <PageError error={error} retry={() => location.reload()} />
    </main>
  );
}
