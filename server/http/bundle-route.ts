import { bundleId, downloadBundleInput } from "#lib/contract/bundles.ts";
import { AppError } from "#lib/errors.ts";
import { roleMay } from "#server/access/capabilities.ts";
import { denied } from "#server/access/reasons.ts";
import { downloadBundle } from "#server/bundles/download-bundle.ts";
import { actingAs, type UserContext } from "#server/context.ts";
import { services } from "#server/services.ts";
import { createContext } from "#server/trpc/context.ts";
import { parseJson } from "./parse-json.ts";
import { renderPersonFailure } from "./render-person-failure.ts";
import { requireJson, requireSameOrigin } from "./same-origin.ts";

/**
 * Hands out a container's bundle, once, to the page of the person who provisioned it. What another site could have sent is
 * refused before a session is looked at.
 */
export function bundleRoute(
  request: Request,
  route: { readonly params: Promise<{ readonly bundleId: string }> },
): Promise<Response> {
  return renderPersonFailure("/bundles/[bundleId]/download", request.headers, async () => {
    requireSameOrigin(request, services().config.baseUrl);
    requireJson(request.headers);
    const ctx = await provisioner(request.headers);
    const bytes = new Uint8Array(await request.arrayBuffer());
    const type = request.headers.get("content-type");
    const { linkSecret } = parseJson(downloadBundleInput, { bytes, contentType: type });
    const id = bundleId.safeParse((await route.params).bundleId);
    if (!id.success) throw denied("bundle_unknown");
    const zip = await downloadBundle(ctx, { bundleId: id.data, linkSecret });
    return zipResponse(zip, id.data, ctx.requestId);
  });
}

async function provisioner(headers: Headers): Promise<UserContext> {
  const ctx = await createContext(headers);
  if (ctx.actor.kind !== "user") throw new AppError("signed_out");
  if (!roleMay(ctx.actor.role, "machine.provision")) throw new AppError("forbidden");
  return actingAs(ctx, ctx.actor);
}

/** Nothing of the answer's headers comes from a person: the file is named after the bundle's id. */
function zipResponse(zip: Uint8Array, id: string, requestId: string): Response {
  return new Response(new Uint8Array(zip), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="sikkerkey-${id}.zip"`,
      "content-length": String(zip.length),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
    },
  });
}
