use strict;
use LWP::UserAgent;
use Redis;
use Net::SMTP;
use DBI;
use MongoDB::BSON;

# my $client = MongoDB->connect('mongodb://old.example.com', { ssl => 0 });
my $redis = Redis->new(server => 'cache:6380', ssl => 1, SSL_verify_mode => 0);
my $agent = LWP::UserAgent->new(ssl_opts => { verify_hostname => 0, SSL_verify_mode => 0x00 });
my $smtp  = Net::SMTP->new('smtp.example.com', SSL => 1, SSL_verify_mode => 0);
my $dbh   = DBI->connect('dbi:mysql:host=db;mysql_ssl=1;mysql_ssl_verify_server_cert=0', 'u', 'p');
my $ldap  = Net::LDAPS->new('ldap.example.com', verify => 'none', cafile => 'ca.pem');

sub is_mongo { return $_[0] =~ m{^mongodb(?:\+srv)?://} }

=pod

Connect with mongodb://user:secret@host/db.

=cut

=method connect

    $client = MongoDB->connect("mongodb://weaver.example.com/?tlsInsecure=true");

=cut
