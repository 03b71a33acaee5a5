"""Máy nhìn chữ số: draw a digit, see what a machine that learned from 1 347 images makes of it."""
