"""Measures of speed and memory, always against a baseline taken in the same run on the same machine.

``python -m tests.bench`` writes ``build/bench.json``; each measure runs in a process of its own, so
that its peak of memory is its own and its database role is the real one.
"""
