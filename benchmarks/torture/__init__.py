"""Proofs that nothing acknowledged is lost: kills, failing system calls, power cuts, storms and damage, counted."""
