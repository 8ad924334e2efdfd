import type { ProvisionedContainerView } from "#lib/contract/bundles.ts";
import type { CreatedClaimView } from "#lib/contract/claims.ts";

/** What of this server stands in the lines to copy. */
export type Site = { readonly baseUrl: string; readonly cliVersion: string };

/** What was made, in whichever way the container gets its key. */
export type Ready =
  | { readonly way: "bundle"; readonly bundle: ProvisionedContainerView; readonly heardAt: number }
  | {
      readonly way: "claim";
      readonly claim: CreatedClaimView;
      /** Of the claim, as it was asked for. */
      readonly seconds: number;
      readonly heardAt: number;
    };
