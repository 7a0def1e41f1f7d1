"""号牌：pools by kind, draws that can be checked again, assignment and retention."""
