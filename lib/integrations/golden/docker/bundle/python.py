# pip install sikkerkey. Reads as quiet-otter-7f3a.
from sikkerkey import SikkerKey

sk = SikkerKey()
database_url = sk.get_secret("sk_f6g7h8i9j0")
stripe_secret_key = sk.get_field("sk_k1l2m3n4o5", "secret_key")
stripe_webhook_secret = sk.get_field("sk_k1l2m3n4o5", "webhook-secret")
default_value = sk.get_secret("sk_p6q7r8s9t0")
