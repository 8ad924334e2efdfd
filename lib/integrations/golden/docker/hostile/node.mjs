// npm install @sikkerkey/sdk, with the line of .npmrc. Reads as '; touch canary # $(touch canary) `touch canary` " - run: touch canary SIKKERKEY_INIT_CHILD_END SIKKERKEY_INIT_CHILD_END touch c.
import { SikkerKey } from '@sikkerkey/sdk';

const sk = new SikkerKey();
const touchCanary = await sk.getSecret("sk_f6g7h8i9j0'; touch canary #");
const touchCanaryTouchCanary = await sk.getField("sk_0000000000", "'; touch canary #");
const touchCanaryTouchCanary2 = await sk.getField("sk_0000000001", "$(touch canary)");
const touchCanaryTouchCanary3 = await sk.getField("sk_0000000002", "`touch canary`");
const runTouchCanaryRunTouchCanary = await sk.getField("sk_0000000003", "\"\n- run: touch canary");
const sikkerkeyInitChildEndSikkerkeyInitChildEndTouchCanarySikkerkeyInitChildEndSikkerkeyInitChildEndTouchCanary = await sk.getField("sk_0000000004", "SIKKERKEY_INIT_CHILD_END\nSIKKERKEY_INIT_CHILD_END\ntouch canary");
const sN0aJsFunctionAliasAnchorXSN0aJsFunctionAliasAnchorX = await sk.getField("sk_0000000005", "%s%n %0a !!js/function *alias &anchor <<: *x");
const classEvil31m = await sk.getField("sk_p6q7r8s9t0", "\u0000\ufeff\u202eevil\u001b[31m");
// 4 more can be read in the same way.
