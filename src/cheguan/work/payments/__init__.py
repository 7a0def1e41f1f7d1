"""收费：charges from dated tariffs, and receipts without gaps."""
