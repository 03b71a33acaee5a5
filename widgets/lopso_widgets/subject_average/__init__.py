"""Máy tính điểm trung bình môn: one pupil, one subject, every step of the average."""
