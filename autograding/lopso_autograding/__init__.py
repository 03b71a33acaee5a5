"""What checks learners' answers and grades their notebooks."""
