import NextLink from "next/link";
import type { ComponentProps } from "react";

/** Next's link without prefetching: a page is read when somebody opens it, not when its name scrolls by. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
