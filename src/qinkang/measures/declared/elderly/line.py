"""The line of business that these measures belong to, as rights name it."""

LINE = "老龄"
