import { makeKeyPair } from "../../sdk/private-key.ts";

// A program of a test's own: makes as many keys as it is asked for, keeps none, and prints how many had the right length.
let made = 0;
for (let left = Number(process.argv[2]); left > 0; left -= 1)
  if (makeKeyPair().publicKey.length === 44) made += 1;
process.stdout.write(String(made));
