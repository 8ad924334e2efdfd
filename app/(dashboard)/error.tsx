"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { PageError } from "#app/_components/page-error.tsx";

export default function DashboardError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <PageError error={error} retry={retry} />;
}
