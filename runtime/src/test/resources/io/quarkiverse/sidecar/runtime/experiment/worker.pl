# A process as servers have them: writes down who it is, if it is told where, and then its title over its environment.
my ($folder, $role) = @ARGV;
if ($role) {
  open my $stat, '<', '/proc/self/stat' or die;
  my $line = <$stat>;
  my @fields = split ' ', substr($line, rindex($line, ')') + 2);
  open my $me, '>', "$folder/$role-$$" or die;
  print $me "$role $$ $fields[19] $fields[2] $fields[3] .\n";
  close $me;
}
$0 = 'worker: ' . 'x' x 100000;
sleep 10000;
