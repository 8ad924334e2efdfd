#!/bin/sh
# Made by SikkerKey at https://secrets.example on 2026-11-20 for enrollment token etok_9f3kx0w2ab.
# sikkerkey-init.sh installs @sikkerkey/cli 1.0.0, SHA-256 3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7.
# SIKKERKEY_ENROLLMENT_TOKEN comes from the environment of the job.
set -eu

# The leading dot exports into this shell: a child process cannot change its parent's environment.
. ./sikkerkey-init.sh
./your-deploy-command.sh
