"""What the server and the stage both name; importing it costs nothing."""

FOLDER_VARIABLE = "LOPSO_APPS"
