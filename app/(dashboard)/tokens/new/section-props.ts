import type { FormError } from "#app/_components/form.tsx";
import type { TokenDraft } from "./token-draft.ts";

/** What every section of the form gets. */
export type SectionProps = {
  draft: TokenDraft;
  patch: (change: Partial<TokenDraft>) => void;
  error: FormError | null;
};
