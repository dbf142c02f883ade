"""Registers: tables of rows that are narrowed, ordered, leafed through and taken away as files.

An app declares its register once (`declared.Register`); `listing` makes its page and `files` its CSV and XLSX. Knows
no app.
"""
