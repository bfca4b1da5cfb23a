"""What to do about a file that can't be read, said in one way wherever it is said."""

from kpitools.language import mark

DOWNLOAD_AGAIN = mark("Téléchargez de nouveau l'export.")
AS_TABLE = mark("Téléchargez l'export au format CSV ou XLSX.")
UNTOUCHED = mark("Téléchargez de nouveau l'export et n'ouvrez pas le fichier dans un tableur avant de le donner.")
