import { bundleRoute } from "#server/http/bundle-route.ts";

export { bundleRoute as POST };
