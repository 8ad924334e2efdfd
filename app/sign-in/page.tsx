import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { firstOf, type SearchParams } from "#app/_components/address.ts";
import { Door } from "#app/_components/door.tsx";
import { isSignedIn, publicCaller } from "#app/_trpc/caller.ts";
import { returnPath } from "#lib/return-path.ts";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const next = returnPath(firstOf(await searchParams, "next"));
  if (await isSignedIn()) redirect(next);
  const { isClaimed } = await (await publicCaller()).setup.status();
  if (!isClaimed) redirect("/set-up");
  return (
    <Door>
      <span className="mark big" />
      <h1>Sign in</h1>
      <p className="soft">to your SikkerKey vault</p>
      <SignInForm next={next} />
      <p className="meta mt-6">
        Nobody can read your password, so nobody can send it to you. Change it under Settings while you are
        signed in.
      </p>
    </Door>
  );
}
