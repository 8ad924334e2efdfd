import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { parseTheme, THEME_COOKIE } from "#app/_components/theme.ts";
import { geistMono, geistSans } from "./fonts.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "SikkerKey", template: "%s · SikkerKey" },
  description: "Secrets for pipelines and containers",
  robots: { index: false, follow: false },
  icons: { icon: "/favicon.svg" },
  referrer: "no-referrer",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafcfd" },
    { media: "(prefers-color-scheme: dark)", color: "#101415" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request makes every page dynamic, which is what lets Next stamp the gate's nonce on its scripts.
  await headers();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html
      lang="en"
      className={`${geistSans.variable} ${geistMono.variable}`}
      data-theme={theme ?? undefined}
      suppressHydrationWarning
    >
      <body>{children}</body>
    </html>
  );
}
