"""文书与证件：the papers a case leaves behind, and the numbered blanks some of them are printed on."""
