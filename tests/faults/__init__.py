"""Tests of what happens when a build is interrupted or the disk fails."""
