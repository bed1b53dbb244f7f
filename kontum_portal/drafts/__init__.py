"""Work that is not finished: drafts of forms, forms that were sent already, and the end of an idle session."""
