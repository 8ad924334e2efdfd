# pip install sikkerkey. Reads as '; touch canary # $(touch canary) `touch canary` " - run: touch canary SIKKERKEY_INIT_CHILD_END SIKKERKEY_INIT_CHILD_END touch c.
from sikkerkey import SikkerKey

sk = SikkerKey()
touch_canary = sk.get_secret("sk_f6g7h8i9j0'; touch canary #")
touch_canary_touch_canary = sk.get_field("sk_0000000000", "'; touch canary #")
touch_canary_touch_canary_2 = sk.get_field("sk_0000000001", "$(touch canary)")
touch_canary_touch_canary_3 = sk.get_field("sk_0000000002", "`touch canary`")
run_touch_canary_run_touch_canary = sk.get_field("sk_0000000003", "\"\n- run: touch canary")
sikkerkey_init_child_end_sikkerkey_init_child_end_touch_canary_sikkerkey_init_child_end_sikkerkey_init_child_end_touch_canary = sk.get_field("sk_0000000004", "SIKKERKEY_INIT_CHILD_END\nSIKKERKEY_INIT_CHILD_END\ntouch canary")
s_n_0a_js_function_alias_anchor_x_s_n_0a_js_function_alias_anchor_x = sk.get_field("sk_0000000005", "%s%n %0a !!js/function *alias &anchor <<: *x")
class_evil_31m = sk.get_field("sk_p6q7r8s9t0", "\u0000\ufeff\u202eevil\u001b[31m")
# 4 more can be read in the same way.
