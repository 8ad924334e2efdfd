// npm install @sikkerkey/sdk, with the line of .npmrc. Reads as quiet-otter-7f3a.
import { SikkerKey } from '@sikkerkey/sdk';

const sk = new SikkerKey();
const databaseUrl = await sk.getSecret("sk_f6g7h8i9j0");
const stripeSecretKey = await sk.getField("sk_k1l2m3n4o5", "secret_key");
const stripeWebhookSecret = await sk.getField("sk_k1l2m3n4o5", "webhook-secret");
const defaultValue = await sk.getSecret("sk_p6q7r8s9t0");
