"""Phòng thí nghiệm con lắc: time a pendulum, find g and how sure it is."""
