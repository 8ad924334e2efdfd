"use client";

import { useSearchParams } from "next/navigation";
import { ButtonLink } from "#app/_components/button.tsx";

/** Opens a provider's builder. Whoever comes from a token need not paste it: its id is in the address. */
export function BuildLink({ provider, title }: { provider: string; title: string }) {
  const token = useSearchParams().get("token");
  const query = token === null ? "" : `?token=${encodeURIComponent(token)}`;
  return (
    <ButtonLink
      small
      href={`/integrations/${provider}/build${query}`}
      scroll={false}
      aria-label={`Build for ${title}`}
    >
      Build
    </ButtonLink>
  );
}
