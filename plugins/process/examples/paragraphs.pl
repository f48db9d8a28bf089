# Counts the paragraphs of a text without a JSON library: docmill's lines are compact, and a line break inside a text is
# always \n. (With one, of course, it is simpler: see summarise.py.)
#
#   command = ["perl", "paragraphs.pl"]
#   files = ["paragraphs.pl"]
#   requires = ["text"]
#   provides = { paragraphs = { kind = "attributes", fields = { count = "integer" } } }
#   pure = true
use strict;
use warnings;

$| = 1;    # each answer goes out at once
my $setup = <STDIN>;
print qq({"ready":true}\n);
while (my $line = <STDIN>) {
  my ($n, $text) = $line =~ /^\{"n":(\d+),.*?"text":"(.*)"\}\}$/ or die "no line of docmill's: $line";
  $text =~ s/\\\\//g;    # a backslash of the text itself
  my @paragraphs = grep { length } split /(?:\\n){2,}/, $text;
  printf qq({"n":%d,"layers":{"paragraphs":{"count":%d}}}\n), $n, scalar @paragraphs;
}
