"""From columns to the rows of a canonical table: what is dropped, added, checked and handed on."""
