/** @type {import("next").NextConfig} */
export default {
  // The gate in front of Next owns headers, compression of nothing secret, and everything a request may not do.
  poweredByHeader: false,
  images: { unoptimized: true },
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Native code and the drivers are loaded once, as installed, by both module graphs.
  serverExternalPackages: ["@node-rs/argon2", "pg", "postgres"],
  // `npm run check` does it, with the tests and tools that a build leaves out.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
};
