export const dynamic = "force-static";

/** What `npm ping` asks a registry. It touches nothing, so it is also what `npm run bench` compares signed reads with. */
export function GET(): Response {
  return Response.json({});
}
