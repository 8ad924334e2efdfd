import { respondToTrpc } from "#server/trpc/respond-to-trpc.ts";

export { respondToTrpc as GET, respondToTrpc as POST };
