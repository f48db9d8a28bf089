#!/usr/bin/perl
# A program for `docmill check-stage`: a record for each line of a file, bytes that are no plain ASCII written as %XX.
use strict;
binmode STDIN;
my ($offset, $n) = (0, 0);
while (my $line = <STDIN>) {
  my $begin = $offset;
  $offset += length $line;
  $n++;
  $line =~ s/\n\z//;
  if ($line eq "") {
    print qq({"passed":"blank-line","offset":$begin}\n);
    next;
  }
  $line =~ s/([^ !#-\[\]-~])/sprintf("%%%02X", ord $1)/ge;
  print qq({"text":"$line","offset":$begin,"locator":"line $n","metadata":{}}\n);
}
