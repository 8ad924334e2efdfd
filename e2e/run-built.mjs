// Starts what is built, as a container does: without the checks of `npm start` that would install or build first.
import "../server/launch/serve.mjs";
