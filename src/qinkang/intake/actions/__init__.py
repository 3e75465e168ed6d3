"""What officers do in receiving: uploads, withdrawals, answers about missing records, marked copies."""
