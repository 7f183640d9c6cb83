package db

import (
	"crypto/tls"
	"net"
	"strings"

	mgo "gopkg.in/mgo.v2"
)

func open(hosts []string) (*mgo.Session, error) {
	info, err := mgo.ParseURL("mongodb://" + strings.Join(hosts, ",") + "/shop")
	if err != nil {
		return nil, err
	}
	config := &tls.Config{}
	config.InsecureSkipVerify = true
	info.DialServer = func(addr *mgo.ServerAddr) (net.Conn, error) {
		return tls.Dial("tcp", addr.String(), config)
	}
	return mgo.DialWithInfo(info)
}
