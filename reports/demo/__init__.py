"""An invented city: people, homes, cards and figures made from a seed. Nothing here touches the database."""
