"""The proofs that no alarm is lost or doubled: real processes killed, and every order of steps."""
