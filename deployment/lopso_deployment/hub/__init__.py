"""The Hub on one machine: accounts, servers, course desks, pages in Vietnamese and English."""
