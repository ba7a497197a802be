"""Runs the Python programs of a page, one after the other as one program: python_pages.py PAGE"""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
assert blocks, f"{sys.argv[1]} has no Python"
exec(compile("\n".join(blocks), sys.argv[1], "exec"), {"__name__": "__main__"})
print(f"{len(blocks)} programs of {sys.argv[1]} ran")
